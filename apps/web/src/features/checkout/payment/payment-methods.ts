import { FreeForm } from './free-form.tsx';
import type { PaymentMethod } from './payment-method.ts';
import { TestForm } from './test-form.tsx';

/** Every way to pay that this app knows; a real provider is one more line. */
const paymentMethods: readonly PaymentMethod[] = [
  { id: 'free', fits: (amountMinor) => amountMinor === 0, Form: FreeForm },
  { id: 'test', fits: (amountMinor) => amountMinor > 0, Form: TestForm },
];

export function methodFor(amountMinor: number): PaymentMethod | undefined {
  return paymentMethods.find(({ fits }) => fits(amountMinor));
}

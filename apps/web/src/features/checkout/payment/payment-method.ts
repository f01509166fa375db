import type { ComponentType } from 'react';
import type { PaymentBody } from '../attempt.ts';

export interface PaymentFormProps {
  /** What is to be paid, as people read it. */
  readonly price: string;
  /** A payment is under way: nothing can be pressed. */
  readonly isBusy: boolean;
  readonly onPay: (body: PaymentBody) => void;
}

/** One way to pay. A provider's own form is loaded when it is shown; it ends in the `method` and `token` that the API takes. */
export interface PaymentMethod {
  /** As the API names it. */
  readonly id: string;
  readonly fits: (amountMinor: number) => boolean;
  readonly Form: ComponentType<PaymentFormProps>;
}

import { deliveryCases } from './bus/delivery.ts';
import { failureCases } from './bus/failure.ts';
import type { BusSubject } from './bus/messages.ts';
import type { ContractCase } from './contract-case.ts';

/** What every bus adapter must do, over several connections to one broker. */
export const busContract: readonly ContractCase<BusSubject>[] = [...deliveryCases, ...failureCases];

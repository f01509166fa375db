import type { ShowCommand } from './commands.ts';
import type { Decision } from './decision.ts';
import { bringUpToDate, createWork, defaultLimits, happen, happenAsDue, type Limits, settleLines } from './due.ts';
import { tellPortion } from './portions.ts';
import { ruleCancelShow, ruleConfigure } from './rules/catalogue.ts';
import { ruleEnd, ruleReturn } from './rules/ending.ts';
import { ruleErase } from './rules/erasure.ts';
import { ruleExtend, ruleHold } from './rules/hold.ts';
import {
  ruleAuthorisation,
  ruleCapture,
  ruleDecline,
  ruleRefund,
  ruleStartPayment,
  ruleVoid,
} from './rules/payment.ts';
import { ruleJoin, ruleLeave } from './rules/waitlist.ts';
import { aboutShow, type Ruling, unreachable } from './ruling.ts';
import type { Show } from './show.ts';

/**
 * Decides a command: first everything that is due by its `now` happens, then its own rule, then the offers which that makes
 * possible. The events have been applied to the show when this returns; the same show and command always give the same ones.
 * Costs O(log n) in tickets, holders and waiters, besides what was due, which is bounded by `limits`.
 */
export function decide(show: Show, command: ShowCommand, limits: Limits = defaultLimits): Decision {
  const now = Math.max(command.now, show.at);
  const work = createWork(show, now, limits);
  const { events } = work;
  if (!bringUpToDate(work)) return { outcome: 'due', events };
  if (command.type === 'Tick')
    return tellPortion(work) ? { outcome: 'accepted', events, subject: aboutShow } : { outcome: 'due', events };
  const ruling = rule(show, command, now);
  if ('refusal' in ruling) return { outcome: 'refused', events, refusal: ruling.refusal };
  if ('version' in ruling) return { outcome: 'repeated', events, subject: ruling.subject, version: ruling.version };
  for (const event of ruling.events) {
    // A seating plan may fill a commit by itself: then the offers it makes possible come with the next decision.
    if (event.type === 'ShowConfigured') happenAsDue(work, event);
    else happen(work, event);
  }
  settleLines(work);
  return { outcome: 'accepted', events, subject: ruling.subject };
}

function rule(show: Show, command: Exclude<ShowCommand, { type: 'Tick' }>, now: number): Ruling {
  switch (command.type) {
    case 'ConfigureShow':
      return ruleConfigure(show, command, now);
    case 'CancelShow':
      return ruleCancelShow(show, command, now);
    case 'HoldTickets':
      return ruleHold(show, command, now);
    case 'ExtendHold':
      return ruleExtend(show, command, now);
    case 'EndBooking':
      return ruleEnd(show, command, now);
    case 'ReturnTicket':
      return ruleReturn(show, command, now);
    case 'StartPayment':
      return ruleStartPayment(show, command, now);
    case 'RecordAuthorisation':
      return ruleAuthorisation(show, command, now);
    case 'RecordDecline':
      return ruleDecline(show, command, now);
    case 'RecordCapture':
      return ruleCapture(show, command, now);
    case 'RecordVoid':
      return ruleVoid(show, command, now);
    case 'RecordRefund':
      return ruleRefund(show, command, now);
    case 'JoinWaitlist':
      return ruleJoin(show, command, now);
    case 'LeaveWaitlist':
      return ruleLeave(show, command, now);
    case 'ErasePersonal':
      return ruleErase(show, command, now);
    default:
      return unreachable(command);
  }
}

import type { IdempotentRequest } from '@myevents/booking';

/** What a user tells of themselves; in an event it is a part of its own, where it can be sealed. */
export interface UserPersonal {
  readonly name?: string;
  readonly email?: string;
  readonly language?: string;
}

interface At {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** All that happens to a user's record. These are stored: fields may be added, never renamed or given a new meaning. */
export type UserEvent =
  | (At & {
      readonly type: 'UserCreated';
      readonly userId: string;
      readonly personal: UserPersonal;
      readonly request?: IdempotentRequest;
    })
  /** The whole of it as it is from here on. */
  | (At & {
      readonly type: 'UserChanged';
      readonly userId: string;
      readonly createdAt: number;
      readonly personal: UserPersonal;
    })
  | (At & { readonly type: 'UserErased'; readonly userId: string; readonly createdAt: number });

export interface UserState {
  /** Empty before the first event. */
  readonly userId: string;
  readonly status: 'none' | 'active' | 'erased';
  readonly personal: UserPersonal;
  readonly createdAt: number;
  readonly erasedAt?: number;
  /** The request that made it, with what it was made as. */
  readonly created?: {
    readonly request?: IdempotentRequest;
    readonly personal: UserPersonal;
    readonly version: number;
  };
}

export const noUser: UserState = { userId: '', status: 'none', personal: {}, createdAt: 0 };

export function evolveUser(state: UserState, event: UserEvent): UserState {
  const { userId } = event;
  switch (event.type) {
    case 'UserCreated': {
      const { personal, request, at } = event;
      const created = { personal, version: 1, ...(request === undefined ? {} : { request }) };
      return { userId, status: 'active', personal, createdAt: at, created };
    }
    case 'UserChanged':
      return { ...state, userId, status: 'active', personal: event.personal, createdAt: event.createdAt };
    case 'UserErased':
      return { userId, status: 'erased', personal: {}, createdAt: event.createdAt, erasedAt: event.at };
    default:
      throw new Error(`unknown event of a user: ${JSON.stringify((event as { type?: unknown }).type)}`);
  }
}

import { createContext, use } from 'react';
import type { Api } from './client.ts';

export const ApiContext = createContext<Api | undefined>(undefined);

/** The API of this page. */
export function useApi(): Api {
  const api = use(ApiContext);
  if (api === undefined) throw new Error('useApi needs an ApiContext');
  return api;
}

import { createContext, use } from 'react';

/** What an operator decides for the web app. */
export interface WebSettings {
  /** Map tiles: `https://…/{z}/{x}/{y}.png`. Without it the map draws outlines of its own. */
  readonly mapTilesUrl?: string;
  /** Who made the tiles, as their licence asks. */
  readonly mapTilesAttribution?: string;
}

export const SettingsContext = createContext<WebSettings>({});
export const useSettings = (): WebSettings => use(SettingsContext);

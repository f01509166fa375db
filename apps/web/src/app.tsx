import { DirectionProvider, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { IntlProvider } from 'use-intl';
import { Router } from 'wouter';
import { ApiContext } from './api/api-context.ts';
import type { Api } from './api/client.ts';
import { directionOf, type Language } from './i18n/languages.ts';
import { messagesOf } from './i18n/messages.ts';
import { SettingsContext, type WebSettings } from './settings.ts';
import { CurrentPage } from './ui/current-page.tsx';
import { Shell } from './ui/shell.tsx';
import { theme } from './ui/theme.ts';

export interface AppProps {
  readonly api: Api;
  readonly queries: QueryClient;
  readonly language: Language;
  readonly settings: WebSettings;
  /** On the server: the path and query that are rendered. */
  readonly ssr?: { readonly path: string; readonly search: string };
}

/** Everything a page stands in. Its code, texts and data have been prepared (`preparePage`). */
export function App({ api, queries, language, settings, ssr }: AppProps) {
  const router = ssr === undefined ? {} : { ssrPath: ssr.path, ssrSearch: ssr.search };
  return (
    <IntlProvider locale={language} messages={messagesOf(language)} timeZone="UTC">
      <DirectionProvider initialDirection={directionOf(language)} detectDirection={false}>
        <MantineProvider theme={theme} defaultColorScheme="auto">
          <QueryClientProvider client={queries}>
            <ApiContext value={api}>
              <SettingsContext value={settings}>
                <Router {...router}>
                  <Shell>
                    <CurrentPage language={language} />
                  </Shell>
                </Router>
              </SettingsContext>
            </ApiContext>
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </IntlProvider>
  );
}

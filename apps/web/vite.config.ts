import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compileMessages } from './build/compile-messages.ts';
import { startAfterPaint } from './build/start-after-paint.ts';

const api = process.env['MYEVENTS_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), compileMessages(), startAfterPaint()],
  // The messages are compiled: their parser stays out of the browser.
  resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: 'use-intl/format-message/format-only' }] },
  build: {
    target: 'es2023',
    // Which files a page needs first: the server names them in its head.
    manifest: isSsrBuild !== true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One file with what every page needs: many small ones compress worse and cost a request each.
    rolldownOptions:
      isSsrBuild === true
        ? {}
        : {
            output: {
              codeSplitting: {
                groups: [
                  { name: 'base', tags: ['$initial'], test: /node_modules|\/src\/(?!main\.tsx)/ },
                  { name: 'parts', minShareCount: 18 },
                ],
              },
            },
          },
    // A page's styles come with the first paint; nothing is loaded as data from inside a style sheet.
    assetsInlineLimit: 0,
  },
  ssr: { noExternal: true },
  // What renders is built for production too, whatever its server is started with: React's other half is several times slower.
  define: isSsrBuild === true ? { 'process.env.NODE_ENV': JSON.stringify('production') } : {},
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/v1', '/docs', '/openapi.json', '/asyncapi.json', '/metrics'].map((path) => [path, api]),
    ),
  },
}));

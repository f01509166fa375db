import type { Plugin } from 'vite';

const entry = /\s*<script type="module" crossorigin src="([^"]+)"><\/script>/;

/**
 * Fetches the entry with the page and runs it when the page has been painted: what the server rendered is on the screen before the
 * browser is busy taking it over. A page nobody looks at has no frames, so it starts at once.
 */
export function startAfterPaint(): Plugin {
  return {
    name: 'start-after-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const file = entry.exec(html)?.[1];
        if (bundle === undefined || file === undefined) return html;
        const start = `const start = () => import('${file}');
      if (document.hidden) start();
      else requestAnimationFrame(() => setTimeout(start));`;
        return html
          .replace(entry, `\n    <link rel="modulepreload" crossorigin href="${file}">`)
          .replace('</body>', `  <script>\n      ${start}\n    </script>\n  </body>`);
      },
    },
  };
}

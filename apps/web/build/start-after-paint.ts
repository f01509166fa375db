import type { Plugin } from 'vite';

const entry = /\s*<script type="module" crossorigin src="([^"]+)"><\/script>/;

/**
 * The same in every build: what differs stands in its attributes, and in no security policy. A frame, which has nothing to paint, has no
 * `scripts` and begins at once.
 */
const start = `{
        const { entry, scripts } = document.currentScript.dataset;
        let hasBegun = false;
        const start = () => {
          if (hasBegun) return;
          hasBegun = true;
          for (const href of scripts?.split(' ') ?? [])
            document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
          import(entry);
        };
        if (scripts === undefined || document.hidden) start();
        else {
          const afterFrames = (count) => (count === 0 ? setTimeout(start) : requestAnimationFrame(() => afterFrames(count - 1)));
          new PerformanceObserver(() => afterFrames(2)).observe({ type: 'paint', buffered: true });
          document.addEventListener('visibilitychange', start);
          setTimeout(start, 2000);
        }
      }`;

/**
 * Runs the entry when the page has been painted: what the server rendered is on the screen before the browser is busy taking it over.
 * A rendered page takes the links to its scripts out of the head and names them in `data-scripts`, so that they do not share a
 * slow line with what is to be read. What was parsed last is painted a frame later than what came first. A page nobody looks at
 * has no frames, so it starts at once.
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
        return html
          .replace(entry, `\n    <link rel="modulepreload" crossorigin href="${file}">`)
          .replace('</body>', `  <script data-entry="${file}">\n      ${start}\n    </script>\n  </body>`);
      },
    },
  };
}

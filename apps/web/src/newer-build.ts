/** Where a reload for a newer build is noted, so that there is one for each. */
const reloadedFor = 'myevents-build';
/** A page without content, which is never out of date. */
const framePath = '/bookings';

/**
 * A server that was replaced has no more of the files that a page loaded yesterday still names. When one is missing and the server
 * really has another build, the page is loaded anew, once; without a connection, or where somebody has written something, it is not.
 */
export function followNewerBuilds(): void {
  let writtenOn = '';
  addEventListener('input', () => {
    writtenOn = location.pathname;
  });
  addEventListener('vite:preloadError', () => {
    if (writtenOn !== location.pathname) void reloadIfNewer();
  });
}

async function reloadIfNewer(): Promise<void> {
  try {
    const response = await fetch(framePath, { cache: 'no-store', headers: { accept: 'text/html' } });
    const theirs = response.ok ? entryIn(await response.text()) : undefined;
    const ours = entryIn(document.documentElement.outerHTML);
    if (theirs === undefined || theirs === ours || sessionStorage.getItem(reloadedFor) === theirs) return;
    sessionStorage.setItem(reloadedFor, theirs);
    location.reload();
  } catch {
    // No connection, or nowhere to note it: the page stays as it is.
  }
}

/** The script that a page begins with: each build has its own. */
export function entryIn(html: string): string | undefined {
  return /<script [^>]*data-entry="([^"]+)"/.exec(html)?.[1];
}

import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

const thanksMs = 4000;

/** Hands the link on: by the device's own means where it has some, else by the clipboard. */
export function ShareButton({ title, path }: { readonly title: string; readonly path: string }) {
  const t = useTranslations('event');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), thanksMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  async function share(): Promise<void> {
    const url = new URL(path, location.origin).href;
    if (typeof navigator.share === 'function') {
      // Somebody who closes the device's own list has shared nothing, and that is fine.
      await navigator.share({ title, url }).catch(() => undefined);
      return;
    }
    await navigator.clipboard.writeText(url);
    setCopied(true);
  }
  return (
    <Button variant="default" size="lg" onClick={() => void share().catch(() => undefined)}>
      <span aria-live="polite">{isCopied ? t('linkCopied') : t('share')}</span>
    </Button>
  );
}

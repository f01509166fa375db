import { SetupMissingError } from '@myevents/ports';
import { ConfigError, Failure } from './failure.ts';

/**
 * Does `work` on the engine that a setting chose; what goes wrong names the setting, on one line without the password in its URL.
 * @throws ConfigError if the adapter takes the URL for a mistake, else Failure with what the engine said.
 */
export async function naming<Answer>(setting: string, url: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const text = `${setting}: ${withoutSecrets(cause instanceof Error ? cause.message : String(cause), url)}`;
    if (isMistake(cause)) throw new ConfigError([text], { cause });
    throw new Failure(text, { cause });
  }
}

/** Adapters refuse a URL they cannot read with one of these; everything else comes from the engine. */
function isMistake(cause: unknown): boolean {
  return cause instanceof TypeError || cause instanceof RangeError;
}

/** Whether the engine is there and these credentials may use it, but something it needs is not. */
export function isSetupMissing(error: unknown): boolean {
  return error instanceof Failure && error.cause instanceof SetupMissingError;
}

/** Adapters name hosts without passwords; a driver's own words may not, so what the URL keeps before its `@` is taken out. */
export function withoutSecrets(text: string, url: string): string {
  const [, userinfo = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i.exec(url) ?? [];
  const [, password = ''] = /:(.+)$/.exec(userinfo) ?? [];
  let clean = text.replaceAll(url, '***');
  if (userinfo !== '') clean = clean.replaceAll(`${userinfo}@`, '');
  for (const secret of password === '' ? [] : spellingsOf(password)) clean = clean.replace(wholeWord(secret), '***');
  return clean.replace(/\s*\n\s*/g, ' ');
}

function spellingsOf(password: string): readonly string[] {
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** Not inside another word: the name of a table may begin as a careless password does. */
function wholeWord(text: string): RegExp {
  return new RegExp(`(?<![\\w.-])${RegExp.escape(text)}(?![\\w.-])`, 'g');
}

const decimal = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const booleans: Readonly<Record<string, boolean>> = { true: true, false: false };

/**
 * Query strings and paths are text: what the schema calls a number or a boolean is converted in place, if it is written the way
 * people write it. Anything else (`0x10`, `1e1`, ` 5`) stays text, and is refused for that.
 */
export function convertTexts(schema: unknown, data: unknown): void {
  const types = (schema as { readonly properties?: Readonly<Record<string, { readonly type?: unknown }>> }).properties;
  const texts = data as Record<string, unknown>;
  for (const [name, { type }] of Object.entries(types ?? {})) {
    const text = texts[name];
    if (typeof text !== 'string') continue;
    if ((type === 'integer' || type === 'number') && decimal.test(text)) texts[name] = Number(text);
    if (type === 'boolean') texts[name] = booleans[text] ?? text;
  }
}

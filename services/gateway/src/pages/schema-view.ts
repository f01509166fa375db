import type { JsonObject, JsonValue } from '@myevents/ports';
import { isObject } from '../openapi/tidy-schema.ts';
import { Html, html } from './html.ts';

const refPrefix = '#/components/schemas/';
/** Deeper inside a field, the machine-readable document is the better place to read. */
const depthMax = 6;

/** A schema in a few words: `list of Ticket`, `integer, 1 to 10`, `held, confirmed or …`. */
export function schemaLabel(schema: JsonValue | undefined): Html {
  if (!isObject(schema)) return html`anything`;
  const { $ref, type, items, anyOf } = schema;
  if (typeof $ref === 'string') {
    const name = $ref.slice(refPrefix.length);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (Array.isArray(schema['enum']))
    return html`${schema['enum'].map((value) => html`<code>${String(value)}</code> `)}`;
  if (Array.isArray(anyOf)) return joinLabels(anyOf.map(schemaLabel), ' or ');
  if (type === 'array') return html`list of ${schemaLabel(items)}${range(schema, 'minItems', 'maxItems')}`;
  if (type === 'string') {
    const format = typeof schema['format'] === 'string' ? html` (${schema['format']})` : undefined;
    return html`text${format}${range(schema, 'minLength', 'maxLength')}`;
  }
  return html`${typeof type === 'string' ? type : 'anything'}${range(schema, 'minimum', 'maximum')}`;
}

function joinLabels(labels: readonly Html[], separator: string): Html {
  return new Html(labels.map(({ text }) => text).join(separator));
}

function range(schema: JsonObject, lowest: string, highest: string): string {
  const [from, to] = [schema[lowest], schema[highest]].map((bound) =>
    bound === undefined ? undefined : JSON.stringify(bound),
  );
  if (from === undefined && to === undefined) return '';
  if (to === undefined) return `, at least ${from}`;
  return from === undefined ? `, at most ${to}` : `, ${from} to ${to}`;
}

/** The fields of an object, one row each, with those of inline objects inside. */
export function schemaFields(schema: JsonValue | undefined, depth = 0): Html {
  if (!isObject(schema) || depth > depthMax) return html``;
  const { properties, required, anyOf, items } = schema;
  if (Array.isArray(anyOf)) {
    const objects = anyOf.filter((branch) => isObject(branch) && isObject(branch['properties']));
    return html`${objects.map((branch) => html`<p class="or">one of</p>${schemaFields(branch, depth + 1)}`)}`;
  }
  if (items !== undefined) return schemaFields(items, depth + 1);
  if (!isObject(properties)) return html``;
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  return html`<table><tbody>${Object.entries(properties).map(
    ([
      name,
      field,
    ]) => html`<tr><th scope="row"><code>${name}</code>${isRequired(name) ? '' : html` <i>optional</i>`}</th>
<td>${schemaLabel(field)}${describe(field)}${schemaFields(field, depth + 1)}</td></tr>`,
  )}</tbody></table>`;
}

function describe(field: JsonValue | undefined): Html {
  if (!isObject(field) || typeof field['description'] !== 'string') return html``;
  return html`<br><small>${field['description']}</small>`;
}

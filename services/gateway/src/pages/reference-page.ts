import { problems } from '@myevents/contracts';
import type { JsonObject, JsonValue } from '@myevents/ports';
import { isObject } from '../openapi/tidy-schema.ts';
import { type Html, html, toPage } from './html.ts';
import { schemaFields, schemaLabel } from './schema-view.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
  readonly id: string;
}

/** The OpenAPI document as one page to read: no script, nothing from elsewhere. */
export function renderReference(document: JsonObject): string {
  const operations = readOperations(document);
  const tags = listOf(document['tags']).filter(isObject);
  const groups = tags.map((tag) => ({
    name: textOf(tag['name']),
    about: textOf(tag['description']),
    operations: operations.filter(({ operation }) => listOf(operation['tags']).includes(tag['name'] ?? '')),
  }));
  const filled = groups.filter((group) => group.operations.length > 0);
  const schemas = entriesOf(entriesIn(document, 'components'), 'schemas');
  return toPage(
    'MyEvents API',
    html`<div class="reference"><nav aria-label="Contents"><p><a href="/"><b>MyEvents</b></a></p>
${filled.map((group) => html`<h2><a href="#${toAnchor(group.name)}">${group.name}</a></h2><ul>${group.operations.map(renderLink)}</ul>`)}
<h2><a href="#schemas">Schemas</a></h2><h2><a href="#problems">Problems</a></h2></nav>
<main><h1>MyEvents API</h1>${paragraphs(textOf(entriesIn(document, 'info')['description']))}
<p><a href="/openapi.json">OpenAPI 3.1</a> · <a href="/asyncapi.json">AsyncAPI 3.0: the messages</a></p>
${filled.map((group) => html`<section><h2 id="${toAnchor(group.name)}">${group.name}</h2><p>${group.about}</p>${group.operations.map(renderOperation)}</section>`)}
<section><h2 id="schemas">Schemas</h2>${schemas.map(renderSchema)}</section>
<section><h2 id="problems">Problems</h2>${renderProblems()}</section></main></div>`,
  );
}

function readOperations(document: JsonObject): Operation[] {
  return Object.entries(entriesIn(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) =>
      isObject(operation)
        ? [{ method: method.toUpperCase(), path, operation, id: textOf(operation['operationId']) }]
        : [],
    ),
  );
}

function renderLink({ method, path, id }: Operation): Html {
  return html`<li><a href="#${id}"><span class="method ${method}">${method}</span> ${path}</a></li>`;
}

function renderOperation({ method, path, operation, id }: Operation): Html {
  const parameters = listOf(operation['parameters']).filter(isObject);
  const body = entriesIn(entriesIn(operation, 'requestBody'), 'content')['application/json'];
  const responses = Object.entries(entriesIn(operation, 'responses'));
  return html`<article id="${id}"><h3><span class="method ${method}">${method}</span> <code>${path}</code></h3>
<p>${textOf(operation['summary'])}</p>${paragraphs(textOf(operation['description']))}
${parameters.length === 0 ? undefined : html`<h4>Parameters</h4><table><tbody>${parameters.map(renderParameter)}</tbody></table>`}
${isObject(body) ? html`<h4>Body</h4>${renderContent(body['schema'])}` : undefined}
<h4>Answers</h4><table><tbody>${responses.map(([status, response]) => renderResponse(status, response))}</tbody></table></article>`;
}

function renderParameter(parameter: JsonObject): Html {
  const optional = parameter['required'] === true ? '' : html` <i>optional</i>`;
  return html`<tr><th scope="row"><code>${textOf(parameter['name'])}</code> <small>${textOf(parameter['in'])}</small>${optional}</th>
<td>${schemaLabel(parameter['schema'])} <small>${textOf(parameter['description'])}</small></td></tr>`;
}

function renderResponse(status: string, response: JsonValue | undefined): Html {
  const content = isObject(response) ? Object.values(entriesIn(response, 'content'))[0] : undefined;
  return html`<tr><th scope="row"><code>${status}</code></th><td>${isObject(response) ? textOf(response['description']) : ''}
${isObject(content) ? renderContent(content['schema']) : undefined}</td></tr>`;
}

function renderContent(schema: JsonValue | undefined): Html {
  if (isObject(schema) && schema['$ref'] !== undefined) return html`${schemaLabel(schema)}`;
  return html`${schemaFields(schema)}`;
}

function renderSchema([name, schema]: readonly [string, JsonValue | undefined]): Html {
  const about = isObject(schema) ? textOf(schema['description']) : '';
  return html`<article id="schema-${name}"><h3>${name}</h3><p>${about}</p>${schemaFields(schema)}</article>`;
}

function renderProblems(): Html {
  return html`<table><tbody>${Object.entries(problems).map(
    ([code, { status, title }]) =>
      html`<tr id="problem-${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${title}</td></tr>`,
  )}</tbody></table>`;
}

function paragraphs(text: string): Html {
  return html`${text
    .split('\n\n')
    .filter((part) => part !== '')
    .map(
      (part) =>
        html`<p>${part.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}</p>`,
    )}`;
}

function toAnchor(name: string): string {
  return `tag-${name.toLowerCase().replaceAll(' ', '-')}`;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function entriesIn(value: JsonObject, key: string): JsonObject {
  const member = value[key];
  return isObject(member) ? member : {};
}

function entriesOf(value: JsonObject, key: string): [string, JsonValue | undefined][] {
  return Object.entries(entriesIn(value, key));
}

import { type eventTypes, formats } from '@myevents/contracts';
import { toLabel } from './plain-text.ts';

/**
 * Words that tell what kind of event it is, in the languages calendars are written in; the first kind that fits wins. Behind the bar
 * stand those that also end a longer word (Freitagskonzert).
 */
const kinds: readonly (readonly [
  kind: (typeof eventTypes)[number] | 'exhibition' | 'film' | 'dance',
  pattern: RegExp,
])[] = [
  ['opera', /\b(opera|opéra|ópera|operetta|oper)\b|operette/i],
  ['circus', /\b(circus|cirque|circo|cirkus)\b|zirkus/i],
  ['carnival', /\b(carnival|carnaval|carnevale|mardi gras)\b|karneval|fasching/i],
  ['comedy', /\b(comedyevent|comedy|comedian|stand-?up|cabaret)\b|kabarett|lachnacht/i],
  ['festival', /\b(festivals?|festivales)\b|fest\b/i],
  [
    'concert',
    /\b(musicevent|concerts?|concerto|concierto|music|musik|musique|gig|recital|symphony|jazz)\b|konzerte?\b/i,
  ],
  ['play', /\b(theaterevent|theatre|théâtre|teatro|play|drama|musical|puppets?)\b|theater\b|schauspiel/i],
  ['sport', /\b(sportsevent|sports?|match|football|soccer|basketball|tennis|hockey|rugby|marathon|race)\b/i],
  [
    'conference',
    /\b(businessevent|educationevent|conferenceevent|hackathon|courseinstance|conferences?|congress|summit|workshop|seminar|meetup|symposium|webinar|lecture|talk|readings?)\b|kongress|tagung|vortrag|lesung/i,
  ],
  ['exhibition', /\b(exhibitionevent|visualartsevent|exhibition|exposition)\b|ausstellung/i],
  ['film', /\b(screeningevent|film|cinema|screening)\b|kino\b/i],
  ['dance', /\b(danceevent|dance|ballet|tanz)\b|ballett/i],
];

const readMax = 2000;

/** The type of an event: what its categories say, else its title; `event` where nothing is told. */
export function eventKind(words: readonly string[], title: string): string {
  for (const text of [words.join(' · ').slice(0, readMax), title]) {
    const kind = kinds.find(([, pattern]) => pattern.test(text));
    if (kind) return kind[0];
  }
  return 'event';
}

const tagLengthMax = 40;
const tagsMax = 30;

/** Categories and keywords as tags: each once, without the type names of schema.org. */
export function toTags(words: readonly string[]): string[] {
  const tags = new Map<string, string>();
  for (const word of words) {
    const tag = toLabel(word, tagLengthMax);
    const isTypeName =
      /^([A-Z][a-z]+)*(Event|Series|Instance)$/.test(word) || word === 'Festival' || word === 'Hackathon';
    if (isTypeName || !formats.label.matches(tag) || tags.has(tag.toLowerCase())) continue;
    tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()].slice(0, tagsMax);
}

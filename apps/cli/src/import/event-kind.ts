import { type eventTypes, formats } from '@myevents/contracts';
import { toLabel } from './plain-text.ts';

/** Words that tell what kind of event it is, in the languages calendars are written in; the first that fits wins. */
const kinds: readonly (readonly [(typeof eventTypes)[number] | string, RegExp])[] = [
  ['opera', /\b(opera|oper|opéra|ópera|operetta)\b/i],
  ['circus', /\b(circus|zirkus|cirque|circo|cirkus)\b/i],
  ['carnival', /\b(carnival|karneval|carnaval|carnevale|fasching|mardi gras)\b/i],
  ['comedy', /\b(comedyevent|comedy|comedian|stand-?up|kabarett|cabaret)\b/i],
  ['festival', /\b(festival|fest|festivales)\b/i],
  [
    'concert',
    /\b(musicevent|concert|concerts|konzert|konzerte|concerto|concierto|music|musik|musique|gig|recital|symphony)\b/i,
  ],
  ['play', /\b(theaterevent|theatre|theater|théâtre|teatro|play|schauspiel|drama|musical)\b/i],
  ['sport', /\b(sportsevent|sports?|match|football|soccer|basketball|tennis|hockey|rugby|marathon|race)\b/i],
  [
    'conference',
    /\b(businessevent|educationevent|conferenceevent|hackathon|courseinstance|conference|conferences|congress|kongress|summit|workshop|seminar|meetup|symposium|webinar|lecture|vortrag|talk)\b/i,
  ],
  ['exhibition', /\b(exhibitionevent|visualartsevent|exhibition|ausstellung|exposition)\b/i],
  ['film', /\b(screeningevent|film|cinema|kino|screening)\b/i],
  ['dance', /\b(danceevent|dance|ballet|ballett|tanz)\b/i],
];

/** The type of an event: what its categories say, else its title; `event` where nothing is told. */
export function eventKind(words: readonly string[], title: string): string {
  for (const text of [words.join(' · '), title]) {
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

import { useTranslations } from 'use-intl';

/** The kinds of event that have a name in every language. Organizers may use a word of their own. */
export const eventTypes = [
  'concert',
  'play',
  'opera',
  'comedy',
  'festival',
  'circus',
  'carnival',
  'sport',
  'conference',
] as const;

type EventType = (typeof eventTypes)[number];

const isEventType = (type: string): type is EventType => eventTypes.some((one) => one === type);

/** What a type is called: `one` event of it, or `many`. */
export function useTypeName(): (type: string, form: 'one' | 'many') => string {
  const t = useTranslations('search');
  return (type, form) => {
    if (!isEventType(type)) return type.charAt(0).toUpperCase() + type.slice(1).replaceAll('-', ' ');
    return form === 'one' ? t(`type.${type}`) : t(`types.${type}`);
  };
}

/** `Zauberflöte & Co.` → `zauberflote-co`; what has no letters we can write is left out. */
export function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** The last part of the address of an event's page: the slug is for people, the id decides. */
export function toEventParam({ id, name }: { readonly id: string; readonly name: string }): string {
  const slug = toSlug(name);
  return slug === '' ? id : `${slug}-${id}`;
}

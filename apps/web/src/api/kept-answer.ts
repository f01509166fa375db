/** On an answer that the service worker gave from what this browser kept: the instant at which the server last said so. */
export const asOfHeader = 'myevents-as-of';

/** The cache of answers that pages keep for the time without a connection; the service worker only reads it. */
export const keptCache = 'myevents-kept';

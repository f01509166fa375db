/** On an answer that the service worker gave from what this browser kept: the instant at which the server last said so. */
export const asOfHeader = 'myevents-as-of';

import type { Inks } from './draw.ts';

const velvet: Inks = {
  top: '#4a0d22',
  bottom: '#a31c3f',
  shade: '#22050f',
  main: '#c9274f',
  second: '#e9a23b',
  light: '#ffe3b3',
};
const night: Inks = {
  top: '#150f38',
  bottom: '#5b2a86',
  shade: '#0c0822',
  main: '#e0457b',
  second: '#43c6c0',
  light: '#ffe9a8',
};
const lagoon: Inks = {
  top: '#06343f',
  bottom: '#0f8a86',
  shade: '#042229',
  main: '#f2785c',
  second: '#f6c453',
  light: '#e4fbf1',
};
const ember: Inks = {
  top: '#7c1f12',
  bottom: '#f08a34',
  shade: '#3a0d0b',
  main: '#c22f3b',
  second: '#ffd25e',
  light: '#fff1d6',
};
const fiesta: Inks = {
  top: '#6a1a6b',
  bottom: '#f0566e',
  shade: '#37103d',
  main: '#ffb52e',
  second: '#2fc1b4',
  light: '#fff4dc',
};
const meadow: Inks = {
  top: '#0d4a34',
  bottom: '#3f9a54',
  shade: '#08281f',
  main: '#1f7a47',
  second: '#f4c64e',
  light: '#f3fbe9',
};
const ocean: Inks = {
  top: '#0d2358',
  bottom: '#2a78c9',
  shade: '#081535',
  main: '#1f55ac',
  second: '#ff9d5c',
  light: '#e9f4ff',
};
const dawn: Inks = {
  top: '#2b3a7a',
  bottom: '#f2a38c',
  shade: '#1a2149',
  main: '#8a4a8f',
  second: '#e46c6a',
  light: '#fff0c9',
};
const slate: Inks = {
  top: '#1c2536',
  bottom: '#44577a',
  shade: '#0f1522',
  main: '#6f8fd0',
  second: '#f0b54a',
  light: '#eef3ff',
};
const sun: Inks = {
  top: '#f5b331',
  bottom: '#f0803c',
  shade: '#4a1530',
  main: '#d8304f',
  second: '#1e8f8b',
  light: '#fff6dd',
};

/** By type: what suits its mood. */
export const inksOf: Readonly<Record<string, readonly Inks[]>> = {
  concert: [night, ember, lagoon, velvet, fiesta, ocean, dawn],
  carnival: [fiesta, sun, lagoon, night, ember, ocean],
  circus: [velvet, sun, night, ember, lagoon, ocean],
  play: [velvet, slate, night, dawn, lagoon, ember],
  festival: [dawn, lagoon, fiesta, meadow, night, sun],
  opera: [velvet, ember, night, ocean, fiesta, slate],
  sport: [meadow, ocean, lagoon, slate],
  conference: [ocean, slate, lagoon, dawn, night],
  comedy: [sun, fiesta, ember, slate, lagoon, night],
  other: [dawn, lagoon, fiesta, ocean, night, sun],
};

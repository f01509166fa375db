import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The velvet of a curtain: the one colour that means "act here". */
const velvet: MantineColorsTuple = [
  '#fff0f3',
  '#fbdde3',
  '#f2b6c2',
  '#e98c9f',
  '#e26981',
  '#dd526e',
  '#c52a4d',
  '#ad1f42',
  '#971738',
  '#7a0d2b',
];

export const theme = createTheme({
  primaryColor: 'velvet',
  primaryShade: { light: 7, dark: 6 },
  colors: { velvet },
  // What a device has already: nothing to wait for, no shift when it comes.
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans JP", sans-serif',
  headings: { fontWeight: '750', textWrap: 'balance' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

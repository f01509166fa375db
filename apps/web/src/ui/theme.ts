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

/** The dark scheme's greys, with the plum of the page in them. */
const dark: MantineColorsTuple = [
  '#efe7f2',
  '#d6cbdb',
  '#b9adc0',
  '#968a9e',
  '#5a4e63',
  '#453a4e',
  '#2b2233',
  '#211a28',
  '#17121c',
  '#0f0b13',
];

export const theme = createTheme({
  primaryColor: 'velvet',
  primaryShade: { light: 7, dark: 6 },
  colors: { velvet, dark },
  // What a device has already: nothing to wait for, no shift when it comes.
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans JP", sans-serif',
  headings: { fontWeight: '750', textWrap: 'balance' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { c: 'var(--act)' } },
    // As large as a finger.
    Button: { defaultProps: { mih: 44 } },
    // In the dark its own ground is that of the page.
    SegmentedControl: { defaultProps: { bg: 'light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-6))' } },
  },
});

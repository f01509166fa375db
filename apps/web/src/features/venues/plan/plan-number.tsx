import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';

interface PlanNumberProps extends Pick<NumberInputProps, 'description' | 'step' | 'suffix' | 'allowDecimal' | 'error'> {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  /** Told only numbers in the range. */
  readonly onValue: (value: number) => void;
}

/** A number that counts as soon as it is one in the range; until then it is only being typed. */
export function PlanNumber({ label, value, range: [min, max], onValue, ...others }: PlanNumberProps) {
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <NumberInput
      label={label}
      min={min}
      max={max}
      decimalScale={2}
      clampBehavior="blur"
      allowedDecimalSeparators={['.', ',']}
      // A minus stays before its number, whatever the direction of the page.
      styles={{ input: { unicodeBidi: 'plaintext' } }}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (typeof next === 'number' && next >= min && next <= max && next !== value) onValue(next);
      }}
      onBlur={() => {
        if (typeof typed !== 'number') setTyped(value);
      }}
      {...others}
    />
  );
}

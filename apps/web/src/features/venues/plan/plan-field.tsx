import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { planMistakes } from './plan-mistakes.ts';
import type { SeatingPlan } from './plan-parts.ts';
import { useMistakeText } from './use-mistake-text.ts';

interface PlanFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** The plan with this text in its place. */
  readonly apply: (text: string) => SeatingPlan;
  readonly onPlan: (next: SeatingPlan) => void;
}

/** A text of the plan that counts as soon as the plan with it is one the API takes; until then it says why not. */
export function PlanField({ label, value, apply, onPlan, ...others }: PlanFieldProps) {
  const toText = useMistakeText();
  const [typed, setTyped] = useState(value);
  const [wrong, setWrong] = useState<string>();
  useEffect(() => {
    setTyped(value);
    setWrong(undefined);
  }, [value]);
  return (
    <TextInput
      label={label}
      // `1..40` is read from the left, an Arabic name from the right.
      styles={{ input: { unicodeBidi: 'plaintext' } }}
      {...others}
      value={typed}
      error={wrong}
      onChange={({ currentTarget }) => {
        const text = currentTarget.value;
        setTyped(text);
        const next = apply(text.trim());
        const [mistake] = planMistakes(next);
        setWrong(mistake && toText(mistake));
        if (mistake === undefined) onPlan(next);
      }}
      onBlur={() => {
        if (wrong === undefined) setTyped(value);
      }}
    />
  );
}

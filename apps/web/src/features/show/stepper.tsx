import { useTranslations } from 'use-intl';
import styles from './show.module.css';

interface StepperProps {
  /** Of what. */
  readonly name: string;
  readonly value: number;
  readonly max: number;
  /** Id of the text that says how many there are. */
  readonly describedBy: string;
  readonly onChange: (value: number) => void;
}

/** A number field with a step on each side: arrow keys, typing and fingers all work. */
export function Stepper({ name, value, max, describedBy, onChange }: StepperProps) {
  const t = useTranslations('show');
  return (
    <div className={styles['stepper']} role="group" aria-label={name}>
      <button
        type="button"
        aria-label={t('less', { tier: name })}
        aria-disabled={value <= 0}
        onClick={() => value > 0 && onChange(value - 1)}
      >
        <span aria-hidden="true">−</span>
      </button>
      <input
        type="number"
        inputMode="numeric"
        aria-label={t('quantity', { tier: name })}
        aria-describedby={describedBy}
        min={0}
        max={max}
        value={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
      <button
        type="button"
        aria-label={t('more', { tier: name })}
        aria-disabled={value >= max}
        onClick={() => value < max && onChange(value + 1)}
      >
        <span aria-hidden="true">+</span>
      </button>
    </div>
  );
}

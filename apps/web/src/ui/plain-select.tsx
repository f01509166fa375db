import { useId } from 'react';
import styles from './plain-select.module.css';

interface PlainSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** The browser's own select with a label. Light: the library's brings all of its inputs with it. */
export function PlainSelect<Value extends string>({ label, value, options, onChange }: PlainSelectProps<Value>) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

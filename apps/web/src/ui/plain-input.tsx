import { type ComponentProps, useId } from 'react';
import styles from './plain-input.module.css';

interface PlainInputProps extends Omit<ComponentProps<'input'>, 'id' | 'onChange'> {
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly onText: (text: string) => void;
}

/** The browser's own text field with its label, its hint and its error. Light: for pages where every kilobyte counts. */
export function PlainInput({ label, description, error, onText, ...input }: PlainInputProps) {
  const id = useId();
  const about = [
    ...(error === undefined ? [] : [`${id}-error`]),
    ...(description === undefined ? [] : [`${id}-description`]),
  ];
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>
        {label}
        {input.required && (
          <span aria-hidden="true" className={styles['required']}>
            {' *'}
          </span>
        )}
      </label>
      {description !== undefined && (
        <p id={`${id}-description`} className={styles['description']}>
          {description}
        </p>
      )}
      <input
        {...input}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={about.length === 0 ? undefined : about.join(' ')}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  );
}

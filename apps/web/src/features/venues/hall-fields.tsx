import { Button, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { HallSign } from './hall-sign.tsx';
import styles from './venue-form.module.css';
import { newHall, type VenueValues } from './venue-values.ts';

interface HallFieldsProps {
  readonly form: UseFormReturnType<VenueValues>;
  readonly planHref?: (hallId: string) => string;
}

/** The halls of a location, at least one. Seats are drawn once a hall is stored. */
export function HallFields({ form, planHref }: HallFieldsProps) {
  const t = useTranslations('venues.form');
  const { halls } = form.values;
  return (
    <fieldset className={styles['part']}>
      <legend>{t('halls')}</legend>
      <ul className={styles['halls']}>
        {halls.map(({ key, id, name, isSeated }, at) => (
          <li key={key} className={styles['hall']}>
            <TextInput label={t('hallName')} required maxLength={200} {...form.getInputProps(`halls.${at}.name`)} />
            <TextInput
              label={t('hallPlace')}
              placeholder={t('hallPlaceExample')}
              maxLength={200}
              {...form.getInputProps(`halls.${at}.location`)}
            />
            <NumberInput
              label={t('capacity')}
              required
              min={1}
              max={1_000_000}
              allowDecimal={false}
              allowNegative={false}
              {...form.getInputProps(`halls.${at}.capacity`)}
            />
            <div className={styles['foot']}>
              <span className={styles['seating']}>
                <HallSign isSeated={isSeated} />
                {isSeated ? t('isSeated') : t('isStanding')}
              </span>
              {id !== undefined && planHref !== undefined && (
                <Button component={Link} href={planHref(id)} variant="light" aria-label={planLabel(isSeated, name)}>
                  {isSeated ? t('editPlan') : t('drawPlan')}
                </Button>
              )}
              <Button
                variant="subtle"
                disabled={halls.length === 1}
                aria-label={t('removeHallNamed', { name: name === '' ? String(at + 1) : name })}
                onClick={() => form.removeListItem('halls', at)}
              >
                {t('removeHall')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        mt="md"
        disabled={halls.length >= 100}
        onClick={() => form.insertListItem('halls', newHall(crypto.randomUUID()))}
      >
        {t('addHall')}
      </Button>
    </fieldset>
  );

  function planLabel(isSeated: boolean, name: string): string {
    return isSeated ? t('editPlanOf', { name }) : t('drawPlanOf', { name });
  }
}

import '@mantine/core/styles/Progress.css';
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { hallCalendarQuery } from './queries.ts';
import { SaleFields } from './sale-fields.tsx';
import { planSeries } from './series-plan.ts';
import { SeriesPreview } from './series-preview.tsx';
import { SeriesRuleFields } from './series-rule-fields.tsx';
import { toSeriesBody } from './show-body.ts';
import type { ShowFormProps } from './show-editor.tsx';
import { useSeriesRun } from './use-series-run.ts';
import { focusFirstMistake, type ShowForm, useShowForm } from './use-show-form.ts';

/** Many shows at once: said as a rule, seen as a list, made one by one. */
export function NewSeries({ event, location, shows, start }: ShowFormProps) {
  const t = useTranslations('programme.series');
  const language = useLocale();
  const queries = useQueryClient();
  const form = useShowForm(start, location, 'series');
  const plan = usePlan(form, { location, shows });
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const { outcomes, isRunning, run, stop } = useSeriesRun(event.id);

  const chosen = plan.dates.filter(({ date, forecast }) => forecast.kind !== 'present' && !without.has(date));
  const left = chosen.filter(({ startsAt }) => outcomes.get(startsAt)?.kind !== 'created');
  const created = [...outcomes.values()].filter(({ kind }) => kind === 'created').length;
  const total = created + left.length;
  const errors = [...outcomes.values()].flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.error] : []));
  const stoppedBy = errors.find((error) => error instanceof ApiProblem && error.isPassing);
  useEffect(() => {
    // The list of the event's shows is read anew when a run is over, so that what was made is known to be there.
    if (isRunning || created === 0) return;
    void queries.invalidateQueries({ queryKey: ['programme', 'event', event.id] });
    void queries.invalidateQueries({ queryKey: ['event', event.id] });
  }, [isRunning, created, queries, event.id]);

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (values) =>
          void run(left.map((date) => ({ startsAt: date.startsAt, body: toSeriesBody(values, date, language) }))),
        () => requestAnimationFrame(() => focusFirstMistake(form)),
      )}
    >
      <Stack gap="xl">
        <SeriesRuleFields form={form} timeZone={location.timeZone} />
        <SaleFields form={form} event={event} location={location} />
        <PolicyFields form={form} />
        <SeriesPreview
          dates={plan.dates}
          isCut={plan.isCut}
          timeZone={location.timeZone}
          without={without}
          outcomes={outcomes}
          isRunning={isRunning}
          onToggle={(date) => setWithout((known) => toggled(known, date))}
        />
        {outcomes.size > 0 && (
          <div role="status">
            <Text mb={6}>
              {t('progress', { created, total })} {errors.length > 0 && t('refused', { count: errors.length })}
            </Text>
            <Progress value={total === 0 ? 100 : (created / total) * 100} aria-label={t('progressLabel')} />
          </div>
        )}
        <ProblemAlert error={isRunning ? undefined : stoppedBy} />
        {!isRunning && created > 0 && left.length === 0 && <Alert color="teal">{t('done', { count: created })}</Alert>}
        <Group>
          {isRunning ? (
            <Button size="md" variant="default" onClick={stop}>
              {t('stop')}
            </Button>
          ) : (
            left.length > 0 && (
              <Button size="md" type="submit">
                {created > 0 || outcomes.size > 0
                  ? t('goOn', { count: left.length })
                  : t('create', { count: left.length })}
              </Button>
            )
          )}
          <Button
            size="md"
            variant={created > 0 && left.length === 0 ? 'filled' : 'default'}
            component={Link}
            href={pathTo('organizeEvent', { eventId: event.id })}
          >
            {t('back')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function toggled(known: ReadonlySet<string>, date: string): ReadonlySet<string> {
  const next = new Set(known);
  if (!next.delete(date)) next.add(date);
  return next;
}

/** The dates, beside what the hall is taken by while they last. */
function usePlan(form: ShowForm, { location, shows }: Pick<ShowFormProps, 'location' | 'shows'>) {
  const { series, hallId } = form.values;
  const around = { timeZone: location.timeZone, hallId, shows, now: Date.now() };
  const bare = planSeries(series, { ...around, taken: [] }).dates;
  const [from = '', to = ''] = [bare[0]?.startsAt, bare.at(-1)?.endsAt];
  const calendar = useQuery({
    ...hallCalendarQuery(useApi(), hallId, from, to),
    enabled: hallId !== '' && from !== '' && from < to,
    placeholderData: keepPreviousData,
  });
  const taken = calendar.data;
  return useMemo(() => planSeries(series, { ...around, taken: taken ?? [] }), [series, hallId, shows, taken]);
}

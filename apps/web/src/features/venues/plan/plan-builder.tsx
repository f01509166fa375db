import '@mantine/core/styles/SegmentedControl.css';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/NumberInput.css';
import { Anchor, Button, SegmentedControl, Skeleton, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { toSlug } from '@myevents/contracts/slug';
import { type KeyboardEvent, lazy, Suspense, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { Location } from '../../../../generated/api.ts';
import { pathTo } from '../../../paths.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../../organize/frame.tsx';
import { ConflictDialog } from '../conflict-dialog.tsx';
import { CapacityBar } from './capacity-bar.tsx';
import { Drawing, type Selected, type Tool } from './drawing.tsx';
import { MarkBar } from './mark-bar.tsx';
import { planSeats } from './mark-seats.ts';
import styles from './plan.module.css';
import type { PlanEditor } from './plan-editor.ts';
import type { SeatingPlan } from './plan-parts.ts';
import { PlanText } from './plan-text.tsx';
import { SectionPanel } from './section-panel.tsx';
import { useBuilderKeys } from './use-builder-keys.ts';
import { usePlanDraft } from './use-plan-draft.ts';
import { usePlanSave } from './use-plan-save.ts';
import { useSeatChoice } from './use-seat-choice.ts';

const PlanPreview = lazy(() => import('./plan-preview.tsx').then(({ PlanPreview: preview }) => ({ default: preview })));

interface PlanBuilderProps {
  readonly venue: Location;
  readonly hall: Location['halls'][number];
}

const noPlan: SeatingPlan = { stage: { x: 0, y: -5, width: 20, height: 4 }, sections: [] };

/** The drawing of a hall's seats, its parts as forms, and the same as text; what buyers will see beside it. */
export function PlanBuilder({ venue, hall }: PlanBuilderProps) {
  const t = useTranslations('venues.plan');
  const draft = usePlanDraft(hall.plan ?? noPlan);
  const { plan, layout } = draft;
  const choice = useSeatChoice(layout);
  const [capacity, setCapacity] = useState(hall.capacity);
  const [storedCapacity, setStoredCapacity] = useState(hall.capacity);
  const [selected, select] = useState<Selected>();
  const [tool, setTool] = useState<Tool>('sections');
  const [side, setSide] = useState<'parts' | 'text'>('parts');
  const [isPreview, setPreview] = useState(false);
  const [isAdding, setAdding] = useState(hall.plan === undefined);
  const [fitKey, setFitKey] = useState(0);
  const isNarrow = useMediaQuery('(max-width: 32em)');
  const [isBroken, setBroken] = useState(false);
  const [said, say] = useState('');
  const editor: PlanEditor = { plan, layout, change: draft.change, selected, select, say };
  const keys = useBuilderKeys({ editor, tool, choice });
  const save = usePlanSave({
    venue,
    hallId: hall.id,
    onSaved: (stored) => {
      draft.markSaved(stored.plan);
      setStoredCapacity(stored.capacity);
      say(t('saved'));
    },
  });
  const seats = planSeats(plan);
  const isChanged = draft.isChanged || capacity !== storedCapacity;
  const isTooSmall = seats > capacity;
  useLeaveWarning(isChanged);
  const back = pathTo('organizeLocation', { locationId: venue.id });

  function shortcut(event: KeyboardEvent): void {
    const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (isText || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) draft.undo();
    else if (key === 'y' || key === 'z') draft.redo();
    else return;
    event.preventDefault();
  }

  function takeTheirs(): void {
    const theirs = save.reload()?.halls.find(({ id }) => id === hall.id);
    if (theirs === undefined) return;
    draft.beginWith(theirs.plan ?? noPlan);
    setCapacity(theirs.capacity);
    setStoredCapacity(theirs.capacity);
    select(undefined);
    setFitKey((before) => before + 1);
  }

  const actions = (
    <>
      <Button variant="default" disabled={!draft.canUndo} onClick={draft.undo}>
        {t('undo')}
      </Button>
      <Button variant="default" disabled={!draft.canRedo} onClick={draft.redo}>
        {t('redo')}
      </Button>
      <Button
        disabled={!isChanged || isBroken || isTooSmall || seats === 0}
        loading={save.isSaving}
        onClick={() => save.save({ plan, capacity })}
      >
        {t('save')}
      </Button>
    </>
  );
  return (
    <OrganizerFrame
      title={t('titleOf', { hall: hall.name })}
      above={
        <Anchor component={Link} href={back}>
          {venue.name}
        </Anchor>
      }
      actions={actions}
    >
      <div className={styles['builder']} onKeyDown={shortcut}>
        <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
        <ProblemAlert error={save.error} onRetry={() => save.save({ plan, capacity })} />
        <CapacityBar
          seats={seats}
          plan={plan}
          capacity={capacity}
          onCapacity={setCapacity}
          note={isChanged ? t('unsaved') : save.isSaved ? t('saved') : ''}
        />
        <div className={styles['switches']}>
          <SegmentedControl
            orientation={isNarrow ? 'vertical' : 'horizontal'}
            aria-label={t('view')}
            value={isPreview ? 'preview' : tool}
            data={[
              { value: 'sections', label: t('toolSections') },
              { value: 'seats', label: t('toolSeats') },
              { value: 'preview', label: t('preview') },
            ]}
            onChange={(value) => {
              setPreview(value === 'preview');
              if (value === 'sections' || value === 'seats') setTool(value);
            }}
          />
          <SegmentedControl
            aria-label={t('side')}
            value={side}
            data={[
              { value: 'parts', label: t('sideParts') },
              { value: 'text', label: t('sideText') },
            ]}
            onChange={(value) => setSide(value === 'text' ? 'text' : 'parts')}
          />
        </div>
        <div className={styles['columns']} data-side={side}>
          <div className={styles['main']}>
            {isPreview && (
              <Suspense fallback={<Skeleton height={480} radius="lg" />}>
                {seats > 0 && <PlanPreview plan={plan} />}
              </Suspense>
            )}
            {!isPreview && tool === 'seats' && <MarkBar editor={editor} seats={choice.seats} onSeats={choice.choose} />}
            {!isPreview && (
              <Drawing
                plan={plan}
                layout={layout}
                tool={tool}
                selected={selected}
                seats={choice.seats}
                focus={choice.focus}
                fitKey={`${fitKey} ${plan.sections.length}`}
                onSelect={(next) => {
                  select(next);
                  if (next !== undefined) setAdding(false);
                }}
                onMove={keys.move}
                onSeat={choice.click}
                onBox={choice.box}
                onKey={keys.press}
              />
            )}
          </div>
          <div className={styles['side']}>
            {side === 'text' ? (
              <PlanText
                plan={plan}
                fileName={toSlug(`${venue.name} ${hall.name}`) || 'seat-plan'}
                onPlan={draft.change}
                onBroken={setBroken}
              />
            ) : (
              <SectionPanel editor={editor} isAdding={isAdding} onAdding={setAdding} />
            )}
          </div>
        </div>
      </div>
      {save.conflict !== undefined && (
        <ConflictDialog
          parts={planParts(hall, save.conflict.theirs)}
          onOverwrite={save.overwrite}
          onReload={takeTheirs}
          onClose={save.closeConflict}
        />
      )}
    </OrganizerFrame>
  );
}

const planParts = (before: Location['halls'][number], { halls }: Location) => {
  const now = halls.find(({ id }) => id === before.id);
  return JSON.stringify(now?.plan) === JSON.stringify(before.plan) ? [] : (['plan'] as const);
};

/** Asks before a page with unsaved changes is closed. */
function useLeaveWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);
}

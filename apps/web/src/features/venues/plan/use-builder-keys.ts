import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { LaidSeat } from '../../seat-map/layout.ts';
import type { Point } from '../../seat-map/plan.ts';
import { type KeyMeaning, seatKey, sectionKey } from './builder-keys.ts';
import type { Tool } from './drawing.tsx';
import { changeSection, duplicateSection, moveSection, removeSection, reshape } from './edit-plan.ts';
import { shapeOf } from './map-plan.ts';
import { markSeats, markState, removeSeats, sectionSeats } from './mark-seats.ts';
import type { PlanEditor } from './plan-editor.ts';
import { bounds, clamp, round } from './plan-parts.ts';
import type { SeatChoice } from './use-seat-choice.ts';

interface BuilderKeys {
  readonly editor: PlanEditor;
  readonly tool: Tool;
  readonly choice: SeatChoice;
}

/** What the keyboard does on the drawing, and the mouse where it does the same. All of it is announced. */
export function useBuilderKeys({ editor, tool, choice }: BuilderKeys) {
  const t = useTranslations('venues.plan');
  const tMark = useTranslations('venues.plan.marks');
  const { plan, layout, change, selected, select, say } = editor;
  const section = typeof selected === 'number' ? plan.sections[selected] : undefined;
  const shape =
    section === undefined || typeof selected !== 'number' ? undefined : shapeOf(section, layout.sections[selected]);

  function move({ x, y }: Point): void {
    if (selected === 'stage' && plan.stage !== undefined) {
      const { stage } = plan;
      const [across, down] = [round(clamp(stage.x + x, bounds.place)), round(clamp(stage.y + y, bounds.place))];
      change({ ...plan, stage: { ...stage, x: across, y: down } }, 'move stage');
      say(t('said.place', { name: stage.label ?? t('stage'), x: across, y: down }));
    } else if (section !== undefined && shape !== undefined && typeof selected === 'number') {
      const moved = moveSection(section, { x, y }, shape);
      change(
        changeSection(plan, selected, () => moved),
        `move ${selected}`,
      );
      say(t('said.place', { name: section.name, x: moved.shape?.x ?? 0, y: moved.shape?.y ?? 0 }));
    } else chooseNext(1);
  }

  function chooseNext(by: -1 | 1): void {
    const count = plan.sections.length;
    if (count === 0) return;
    const from = typeof selected === 'number' ? selected : by > 0 ? -1 : count;
    const next = (from + by + count) % count;
    select(next);
    const chosen = plan.sections[next];
    if (chosen !== undefined) say(t('said.section', { name: chosen.name, count: sectionSeats(chosen) }));
  }

  function onSection(meaning: KeyMeaning): void {
    if (meaning.do === 'move') move(meaning);
    else if (meaning.do === 'choose') chooseNext(meaning.by);
    else if (meaning.do === 'leave') select(undefined);
    else if (section === undefined || shape === undefined || typeof selected !== 'number') return;
    else if (meaning.do === 'turn') {
      const rotate = (((((shape.rotate ?? 0) + meaning.degrees + 180) % 360) + 360) % 360) - 180;
      change(
        changeSection(plan, selected, (one) => ({ ...one, shape: reshape(shape, { rotate }) })),
        `turn ${selected}`,
      );
      say(t('said.turned', { name: section.name, degrees: rotate }));
    } else if (meaning.do === 'duplicate') {
      change(duplicateSection(plan, selected, shape));
      select(selected + 1);
      say(t('said.copied', { name: section.name }));
    } else if (meaning.do === 'remove') {
      change(removeSection(plan, selected));
      select(undefined);
      say(t('said.removed', { name: section.name, count: sectionSeats(section) }));
    }
  }

  /** What is chosen, or else the seat one is at. */
  const meant = (): ReadonlySet<string> =>
    choice.seats.size > 0 || choice.focus === undefined ? choice.seats : new Set([choice.focus.id]);

  function onSeat(meaning: KeyMeaning): void {
    if (meaning.do === 'go') {
      choice.goTo(meaning.seat, meaning.grows);
      say(seatName(meaning.seat));
    } else if (meaning.do === 'toggle' && choice.focus !== undefined) {
      choice.toggleFocus();
      say(
        choice.seats.has(choice.focus.id)
          ? t('said.given', { seat: seatName(choice.focus) })
          : t('said.chosen', { seat: seatName(choice.focus) }),
      );
    } else if (meaning.do === 'all') {
      choice.choose(new Set(choice.focus?.row.section.rows.flatMap(({ seats }) => seats.map(({ id }) => id)) ?? []));
    } else if (meaning.do === 'mark') {
      const [seats, isOn] = [meant(), markState(plan, meant())[meaning.mark] !== 'all'];
      if (seats.size === 0) return;
      change(markSeats(plan, seats, { mark: meaning.mark, isOn }));
      say(t(isOn ? 'said.marked' : 'said.unmarked', { count: seats.size, mark: tMark(meaning.mark) }));
    } else if (meaning.do === 'remove') {
      change(removeSeats(plan, meant()));
      choice.choose(new Set());
    } else if (meaning.do === 'leave') choice.choose(new Set());
  }

  function seatName({ label, marks, row }: LaidSeat): string {
    const place = t('said.seat', { section: row.section.name, row: row.name, seat: label });
    return [place, ...marks.map((mark) => tMark(mark))].join(', ');
  }

  return {
    move,
    press(event: KeyboardEvent): boolean {
      const meaning = tool === 'sections' ? sectionKey(event) : seatKey(event, layout, choice.focus);
      if (meaning === undefined) return false;
      if (tool === 'sections') onSection(meaning);
      else onSeat(meaning);
      return true;
    },
  };
}

import { expect, it } from 'vitest';
import { readReport, toMedian } from '../lighthouse/report.ts';

const raw = (performance: number, isLabelled: boolean) => ({
  categories: {
    performance: { score: performance, auditRefs: [] },
    accessibility: {
      score: 1,
      auditRefs: [
        { id: 'label', weight: 3 },
        { id: 'hint', weight: 0 },
      ],
    },
    'best-practices': { score: 0.956, auditRefs: [] },
    seo: { score: 1, auditRefs: [] },
  },
  audits: {
    label: { score: isLabelled ? 1 : 0 },
    hint: { score: 0 },
    'largest-contentful-paint': { score: 1, numericValue: 1234.4 },
    'cumulative-layout-shift': { score: 1, numericValue: 0.01249 },
  },
});

it('reads scores, times and what is not met', () => {
  expect(readReport(raw(0.97, false))).toMatchObject({
    performance: 97,
    bestPractices: 96,
    largestPaintMs: 1234,
    layoutShift: 0.012,
    findings: ['label'],
  });
});

it('takes the middle run, and what any run found', () => {
  const reports = [raw(0.9, true), raw(0.99, true), raw(0.95, false)].map(readReport);
  expect(toMedian(reports)).toMatchObject({ performance: 95, findings: ['label'] });
});

import { expect, test } from 'vitest';
import { readInfracost } from '../../../src/domain/cost/infracost.ts';

const answer = {
  version: '0.2',
  currency: 'USD',
  projects: [
    {
      name: 'plan.json',
      breakdown: {
        resources: [
          { name: 'aws_nat_gateway.a', monthlyCost: '32.85' },
          { name: 'aws_s3_bucket.a', monthlyCost: null },
        ],
      },
    },
  ],
  diffTotalMonthlyCost: '32.849999',
  timeGenerated: '2026-11-02T10:00:00Z',
  summary: { totalDetectedResources: 5, totalSupportedResources: 2, totalUnsupportedResources: 1, totalUsageBasedResources: 2, totalNoPriceResources: 2 },
};

const told = (output: string): unknown => {
  const read = readInfracost(output);
  return read.ok ? read.value : read.failure.message;
};

test.each([
  ['an answer', JSON.stringify(answer), { monthlyDelta: 32.85, currency: 'USD', priced: 3, unpriced: 2, asOf: '2026-11-02' }],
  ['no difference known', JSON.stringify({ ...answer, diffTotalMonthlyCost: null }), { currency: 'USD', priced: 3, unpriced: 2, asOf: '2026-11-02' }],
  [
    'euros',
    JSON.stringify({ ...answer, currency: 'EUR' }),
    "What infracost answered can't be used: its prices are in EUR, and ceilings are in USD. Nothing was priced.",
  ],
  ['words', 'No INFRACOST_API_KEY', "What infracost answered can't be used: it is not JSON. Nothing was priced."],
  ['something else', '{"currency":"USD"}', "What infracost answered can't be used: it has no projects. Nothing was priced."],
] as const)('%s', (_what, output, expected) => expect(told(output)).toEqual(expected));

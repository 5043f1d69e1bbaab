import type { Validation } from './component.ts';

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** CloudWatch refuses any other number of days; 0 is for ever. */
export const retention = (variable: string): Validation => ({
  condition: `contains([0, ${days.join(', ')}], var.${variable})`,
  message: 'CloudWatch knows only certain numbers of days, such as 30, 90 or 365.',
});

import type { ToolSpec } from '../../../domain/tool.ts';
import { s3Specs } from './s3.ts';

export const awsSpecs: readonly ToolSpec[] = s3Specs;

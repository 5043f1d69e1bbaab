import { workerData } from 'node:worker_threads';
import { giveParts } from '../../../base/parts.ts';
import { answer, type Question } from './answers.ts';

// Reads and compares large manifests apart from the process that asked.

giveParts(answer(workerData as Question));

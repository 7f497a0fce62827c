/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import type { VolumeInspection } from '../inspect/VolumeInspection';
import type { CopyResult } from './CopyResult';
import type { MoverErrorInfo } from './MoverErrorInfo';
import type { MoverProgress } from './MoverProgress';
import type { MoverStatus } from './MoverStatus';
import type { ProbeResult } from './ProbeResult';
import type { ReceiveResult } from './ReceiveResult';
import type { SendResult } from './SendResult';

/**
 * The last line of every mover, and its pod's termination message (there lists and texts are shortened to 4,096 bytes).
 * @public
 */
export interface MoverResult {
  type: 'result';
  time: string;
  status: MoverStatus;
  /** Of rsync where rsync decided, of the mover otherwise. */
  exitCode: number;
  progress?: MoverProgress;
  error?: MoverErrorInfo;
  result?:
    | SendResult
    | ReceiveResult
    | CopyResult
    | ProbeResult
    | VolumeInspection;
}

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

/**
 * Codes that a mover ends with. Stable.
 * @public
 */
export type MoverErrorCode =
  | 'AUTH_FAILED'
  | 'CANCELED'
  | 'CONFIG_INVALID'
  | 'COPY_FAILED'
  | 'DEVICE_FAILED'
  | 'FILES_FAILED'
  | 'IDLE_TIMEOUT'
  | 'INTERNAL'
  | 'LOSS_NOT_ACCEPTED'
  | 'NETWORK'
  | 'NO_SPACE'
  | 'TARGET_VOLUME_EXISTS'
  | 'PERMISSION_DENIED'
  | 'RSYNC_FAILED'
  | 'TARGET_READ_ONLY'
  | 'TARGET_TOO_SMALL'
  | 'TOOL_MISSING'
  | 'TUNNEL_FAILED'
  | 'VERIFY_MISMATCH';

/**
 * Why a mover did not succeed.
 * @public
 */
export interface MoverErrorInfo {
  /** One of {@link MoverErrorCode}, or a code of the image copier. */
  code: string;
  /** What failed, with its cause. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  /** Whether the same may succeed later without anybody changing anything. */
  retryable: boolean;
}

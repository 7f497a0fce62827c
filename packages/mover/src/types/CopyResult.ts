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

import type { MoverErrorInfo } from './MoverErrorInfo';

/**
 * One tag after a copy.
 * @public
 */
export interface CopiedTag {
  tag: string;
  state: 'copied' | 'unchanged' | 'failed';
  /** On the target. */
  digest?: string;
  /** In the source, where it is another one because platforms were chosen. */
  sourceDigest?: string;
  error?: MoverErrorInfo;
}

/**
 * What a copier has done. What became of each copy is in the lines `copy`.
 * @public
 */
export interface CopyResult {
  /** One letter for each entry of `copies` in the configuration: `s`ucceeded, `p`artially failed, `f`ailed, `-` not ended. */
  copies: string;
  /** The first errors of copies, by their place. */
  copyErrors?: { index: number; error: MoverErrorInfo }[];
  copyErrorsOmitted?: number;
  bytesUploaded?: number;
  blobsUploaded?: number;
  blobsMounted?: number;
  blobsSkipped?: number;
}

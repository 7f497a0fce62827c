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

import { FieldLabel } from '@backstage/ui';
import { useId } from 'react';
import styles from './FilterDate.module.css';

/** Props of {@link FilterDate}. */
export interface FilterDateProps {
  label: string;
  /** `2026-11-24` */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A day. The browser's own field: it speaks the reader's language and needs no calendar of ours. */
export function FilterDate(props: FilterDateProps) {
  const id = useId();
  return (
    <div>
      <FieldLabel label={props.label} htmlFor={id} />
      <input
        id={id}
        type="date"
        className={styles.input}
        value={props.value ?? ''}
        onChange={event => props.onChange(event.target.value || undefined)}
      />
    </div>
  );
}

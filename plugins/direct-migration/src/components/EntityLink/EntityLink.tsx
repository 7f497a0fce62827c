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

import { useAnalytics } from '@backstage/frontend-plugin-api';
import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from 'react-router-dom';
import styles from './EntityLink.module.css';

/**
 * An entity by its title, leading to its page. A table has a hundred of them, which need not bring the styles and the tooltip of
 * Material UI, as Backstage's own does.
 */
export function EntityLink(props: {
  entityRef: string;
  /** Instead of what the catalog calls it. */
  title?: string;
  /** Is not said of an entity. */
  defaultKind?: string;
}) {
  const { entityRef, defaultKind } = props;
  const analytics = useAnalytics();
  const to = useEntityRefLink()(entityRef);
  const { primaryTitle, secondaryTitle } = useEntityPresentation(entityRef, {
    defaultKind,
  });
  const title = props.title ?? primaryTitle;
  return (
    <Link
      className={styles.root}
      to={to}
      title={secondaryTitle}
      onClick={() =>
        analytics.captureEvent('click', title, { attributes: { to } })
      }
    >
      {title}
    </Link>
  );
}

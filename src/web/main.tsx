import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Desk } from './desk.tsx';
import { startLanguage } from './language/language.ts';
import './theme/base.css';

const place = document.getElementById('desk');
if (!place) throw new Error('the page has no place for the desk');
await startLanguage();
createRoot(place).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
);

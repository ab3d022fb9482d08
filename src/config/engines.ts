import { type EngineLimits, type Price, readLimits, readPrices } from '../model/engine-limits.ts';
import { flag, list, type Setting, text, whole } from './setting.ts';

/** The settings of engines that are services or programs of the user's. An engine without its address or key is not available. */
export interface EngineSettings {
  apertiumApyUrl: string | undefined;
  libretranslateUrl: string | undefined;
  libretranslateKey: string | undefined;
  deeplKey: string | undefined;
  deeplUrl: string | undefined;
  deeplFormality: string | undefined;
  deeplModel: string | undefined;
  googleKey: string | undefined;
  googleProject: string | undefined;
  googleLocation: string | undefined;
  googleModel: string | undefined;
  googleGlossary: string | undefined;
  googleUrl: string | undefined;
  azureKey: string | undefined;
  azureRegion: string | undefined;
  azureCategory: string | undefined;
  azureUrl: string | undefined;
  openaiKey: string | undefined;
  openaiUrl: string | undefined;
  openaiModel: string | undefined;
  commandEngine: string | undefined;
  deeplContext: boolean;
  commandInside: boolean;
  insideHosts: string[];
  enginePrices: Record<string, Price>;
  engineLimits: Record<string, EngineLimits>;
  enginePatienceMinutes: number;
}

/** Each with the environment variable that sets it; see `settings`. */
export const engineSettings: { [Name in keyof EngineSettings]: Setting<EngineSettings[Name]> } = {
  apertiumApyUrl: {
    environment: 'INTERLINEAR_APERTIUM_APY_URL',
    fallback: undefined,
    read: text,
    about: 'Address of an apertium-apy: `http://localhost:2737`.',
  },
  libretranslateUrl: {
    environment: 'INTERLINEAR_LIBRETRANSLATE_URL',
    fallback: undefined,
    read: text,
    about: 'Address of a LibreTranslate: `http://localhost:5000`.',
  },
  libretranslateKey: {
    environment: 'INTERLINEAR_LIBRETRANSLATE_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of that LibreTranslate, where it wants one.',
  },
  deeplKey: {
    environment: 'INTERLINEAR_DEEPL_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of the DeepL API.',
  },
  deeplUrl: {
    environment: 'INTERLINEAR_DEEPL_URL',
    fallback: undefined,
    read: text,
    about: 'Address of the DeepL API. Default: the one that the key belongs to.',
  },
  deeplFormality: {
    environment: 'INTERLINEAR_DEEPL_FORMALITY',
    fallback: undefined,
    read: text,
    about: 'DeepL formality: `default`, `prefer_more`, `prefer_less`, `more`, `less`.',
  },
  deeplModel: {
    environment: 'INTERLINEAR_DEEPL_MODEL',
    fallback: undefined,
    read: text,
    about: 'DeepL model type: `quality_optimized`, `prefer_quality_optimized`, `latency_optimized`.',
  },
  deeplContext: {
    environment: 'INTERLINEAR_DEEPL_CONTEXT',
    fallback: false,
    read: flag,
    about: 'Send DeepL the neighbouring sentences of each segment, which then is a request of its own.',
  },
  googleKey: {
    environment: 'INTERLINEAR_GOOGLE_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Google Cloud: the text of a service account’s key file (JSON), or an access token.',
  },
  googleProject: {
    environment: 'INTERLINEAR_GOOGLE_PROJECT',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: the project that pays.',
  },
  googleLocation: {
    environment: 'INTERLINEAR_GOOGLE_LOCATION',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: location of the project’s resources. Default: global.',
  },
  googleModel: {
    environment: 'INTERLINEAR_GOOGLE_MODEL',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: model, such as `general/translation-llm`.',
  },
  googleGlossary: {
    environment: 'INTERLINEAR_GOOGLE_GLOSSARY',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: id of a glossary in that location.',
  },
  googleUrl: {
    environment: 'INTERLINEAR_GOOGLE_URL',
    fallback: undefined,
    read: text,
    about: 'Address of the Google Cloud Translation API.',
  },
  azureKey: {
    environment: 'INTERLINEAR_AZURE_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of Azure Translator.',
  },
  azureRegion: {
    environment: 'INTERLINEAR_AZURE_REGION',
    fallback: undefined,
    read: text,
    about: 'Region of the Azure resource, where it is not global.',
  },
  azureCategory: {
    environment: 'INTERLINEAR_AZURE_CATEGORY',
    fallback: undefined,
    read: text,
    about: 'Category id of a custom Azure system. Default: general.',
  },
  azureUrl: {
    environment: 'INTERLINEAR_AZURE_URL',
    fallback: undefined,
    read: text,
    about: 'Address of Azure Translator.',
  },
  openaiUrl: {
    environment: 'INTERLINEAR_OPENAI_URL',
    fallback: undefined,
    read: text,
    about: 'Address of an OpenAI-compatible chat service, with its version: `http://localhost:11434/v1`.',
  },
  openaiKey: {
    environment: 'INTERLINEAR_OPENAI_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of that service, where it wants one.',
  },
  openaiModel: {
    environment: 'INTERLINEAR_OPENAI_MODEL',
    fallback: undefined,
    read: text,
    about: 'Model that the chat service is asked for.',
  },
  commandEngine: {
    environment: 'INTERLINEAR_COMMAND',
    fallback: undefined,
    read: text,
    about: 'A program that translates JSON lines: see docs/engines.md.',
  },
  commandInside: {
    environment: 'INTERLINEAR_COMMAND_INSIDE',
    fallback: false,
    read: flag,
    about: 'The program of INTERLINEAR_COMMAND sends no text outside of this machine.',
  },
  insideHosts: {
    environment: 'INTERLINEAR_INSIDE_HOSTS',
    fallback: () => [],
    read: list,
    about: 'Hosts of your own network, comma-separated: services there do not count as outside.',
  },
  enginePrices: {
    environment: 'INTERLINEAR_ENGINE_PRICES',
    fallback: () => ({}),
    read: readPrices,
    about:
      'Money for a million characters where it is not the list price, or for a million tokens sent and received: `deepl=18,openai=2.5/10`.',
  },
  engineLimits: {
    environment: 'INTERLINEAR_ENGINE_LIMITS',
    fallback: () => ({}),
    read: readLimits,
    about: 'Limits over all processes: `deepl.requests=20/s,deepl.characters=500000/h,openai.parallel=4`.',
  },
  enginePatienceMinutes: {
    environment: 'INTERLINEAR_ENGINE_PATIENCE_MINUTES',
    fallback: 30,
    read: whole(1, 10_000),
    about: 'How long a service that asks for patience or is down is asked again, in minutes.',
  },
};

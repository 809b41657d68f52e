import { AlarmsView } from './alarms-view.js';
import { AnomaliesView } from './anomalies-view.js';
import { Api } from './api.js';
import { byId, setText } from './dom.js';
import { followEvents } from './event-stream.js';
import { forgetToken, keepToken, tokenAtStart } from './token.js';
import { Trends } from './trends.js';
import { ValuesView } from './values-view.js';

/** What the tables say lags behind the stream by about a second, so after an event they are asked a little later. */
const SETTLE_MS = 2_500;

let running;

function problem(text) {
  const element = byId('problem');
  setText(element, text ?? '');
  element.hidden = text === undefined;
}

function connection(state, text) {
  byId('connection').dataset.state = state;
  setText(byId('connection'), text);
}

function signIn(message) {
  running?.abort();
  forgetToken();
  connection('off', 'Not connected');
  byId('content').hidden = true;
  byId('sign-out').hidden = true;
  byId('sign-in').hidden = false;
  problem(message);
  byId('token').focus();
}

/** Shows everything below `prefix` until the token or the prefix changes. */
function start(token, prefix) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const api = new Api(token);
  const values = new ValuesView();
  const anomalies = new AnomaliesView();
  const trends = new Trends(api, (series, points) => values.fillIn(series, points), problem);
  const alarms = new AlarmsView(async (alarmId) => {
    try {
      await api.post(`v1/alarms/${encodeURIComponent(alarmId)}/acknowledge`, { comment: '' });
      problem(undefined);
    } catch (error) {
      problem(`The alarm could not be acknowledged: ${error.message}`);
    }
  });
  values.clear();

  const show = (change) => {
    if (values.show(change)) trends.want(change);
  };
  const load = {
    values: async () => (await api.get('v1/live', { prefix, limit: 500 })).items.forEach(show),
    // An anomaly may be over in seconds: the last ones are shown beside the open ones.
    anomalies: async () => {
      const [open, latest] = await Promise.all([
        api.get('v1/anomalies', { state: 'open', prefix, limit: 200 }),
        api.get('v1/anomalies', { state: 'all', prefix, limit: 10 }),
      ]);
      anomalies.replace([...latest.items, ...open.items]);
    },
    alarms: async () => alarms.replace((await api.get('v1/alarms', { state: 'active', prefix, limit: 200 })).items),
  };
  const refresh = async (...kinds) => {
    try {
      await Promise.all(kinds.map((kind) => load[kind]()));
      if (!signal.aborted) problem(undefined);
    } catch (error) {
      if (!signal.aborted) problem(error.message);
    }
  };
  const timers = new Map();
  const refreshSoon = (kind) => {
    clearTimeout(timers.get(kind));
    timers.set(
      kind,
      setTimeout(() => signal.aborted || refresh(kind), SETTLE_MS),
    );
  };
  const announce = (text) => {
    if (text !== undefined) setText(byId('announcements'), text);
  };

  const onEvent = ({ name, data }) => {
    if (name === 'hello') {
      connection('live', 'Live');
      refresh('values', 'anomalies', 'alarms');
    } else if (name === 'values') {
      data.forEach(show);
    } else if (name === 'anomaly') {
      announce(anomalies.apply(data));
      refreshSoon('anomalies');
    } else if (name === 'alarm') {
      announce(alarms.apply(data));
      refreshSoon('alarms');
    }
  };
  const onState = (state, text) => {
    if (signal.aborted) return;
    if (state === 'refused') signIn(`The token was refused: ${text}`);
    else connection(state, text);
  };
  byId('sign-in').hidden = true;
  byId('sign-out').hidden = false;
  byId('content').hidden = false;
  followEvents(api, { path: 'v1/events', query: { prefix }, signal, onEvent, onState });
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const token = byId('token').value.trim();
  byId('token').value = '';
  keepToken(token);
  problem(undefined);
  start(token, byId('prefix').value.trim());
});
byId('filter').addEventListener('submit', (event) => {
  event.preventDefault();
  start(tokenAtStart(), byId('prefix').value.trim());
});
byId('sign-out').addEventListener('click', () => signIn());

const token = tokenAtStart();
if (token === null) signIn();
else start(token, '');

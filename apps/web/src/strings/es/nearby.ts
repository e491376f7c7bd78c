import type { Spoken } from "../spoken.ts";

/** Spanish of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "móvil", other: "móviles" };
  return {
    title: "Cerca",
    line: (n) => `Sin internet · ${count(n, phones)} cerca`,
    composer: "Mensaje… llega a quien está cerca",
    passed: (n) => `Pasado a ${count(n, phones)} cerca`,
    explain: "Busca móviles en el mismo wifi o punto de acceso.",
    explainMore: "Sin internet, los mensajes van de móvil a móvil.",
    turnOn: "Buscar móviles cerca",
    found: (n) => `${count(n, phones)} cerca`,
    looking: "Buscando móviles…",
    nobody: "Aún no hay móviles de esta sala cerca",
    unnamed: "Un móvil de esta sala",
    linked: "Conectados sin internet",
    trouble: {
      missing: "Este navegador no encuentra móviles cerca. Los mensajes esperan a internet.",
      "no-address": "Este móvil no está en ningún wifi ni punto de acceso. Conéctalo y mira aquí.",
      "no-way": "Este wifi separa los móviles. Uno abre un punto de acceso y los demás entran.",
      denied: "La búsqueda está bloqueada. Permítela en los ajustes del navegador.",
    },
    help: {
      title: "Para que los móviles se encuentren",
      stand: "Quedaos a menos de 30 m.",
      wifi: "El mismo wifi, o uno abre un punto de acceso.",
      screen: "Deja esta pantalla encendida.",
      carry: "Quien tenga internet envía por todos.",
    },
    pair: {
      title: "¿Nada de internet?",
      explain: "Escanead el código del otro. Da igual quién empieza.",
      show: "Mostrar mi código",
      scan: "Escanear un móvil",
      hold: "Enséñaselo al otro móvil.",
      scanNext: "¿Escaneado? Escanea ahora el suyo.",
      aim: "Apunta al código del otro móvil.",
      nowShow: "Listo. Ahora que el otro móvil escanee esto.",
      making: "Creando tu código…",
      done: (name) => `Conectado con ${name}`,
      "not-a-card": "Ese no es un código de móviles cerca.",
      own: "Ese es el código de este móvil.",
      "linked-already": "Estos dos ya están conectados.",
      silent: "No ha salido. Prueba otra vez.",
      stop: "Parar",
    },
    settings: {
      on: "Cerca",
      onHint: "Usa wifi o punto de acceso con la app abierta.",
      save: "Ahorrar batería",
      saveHint: "Menos móviles a la vez.",
    },
  };
};

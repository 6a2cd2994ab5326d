//! The sandbox of one row, and what its placeholders stand for; each is made when a row first names it.
//!
//! `{cus}` with its primary `{card}` and another `{second}`, `{token}` an unused card token, `{source}` a payment source,
//! `{ch}` a captured charge with a refund `{rf}`, `{held}` an authorisation, `{plan}`, `{sub}` of that customer to that plan,
//! `{key}`, `{publishable}`, `{port}`. `{flat}` and `{nested}` are the fields of a good card as a form, `{json}` as JSON; names
//! behind them change or leave out fields, as in `{nested number=4100000000000001 -name}`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sandbox::wire::*;

pub struct Stage {
    pub sandbox: Sandbox,
    names: BTreeMap<String, String>,
}

pub const MONTHLY: &str = "name=Monthly&amount=4200&currency=AUD&interval=1&interval_unit=month&customer_permissions[]=cancel";

impl Stage {
    pub async fn new(customers: u32) -> Self {
        let sandbox = sandbox(customers).await;
        let names = [
            ("key", KEY.to_owned()),
            ("publishable", PUBLISHABLE_KEY.to_owned()),
            ("port", sandbox.port.to_string()),
            ("monthly", MONTHLY.to_owned()),
        ];
        let names = names.map(|(name, value)| (name.to_owned(), value));
        Self {
            sandbox,
            names: BTreeMap::from(names),
        }
    }

    pub fn keep(&mut self, name: &str, value: &Value) {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        self.names.insert(name.to_owned(), value);
    }

    /// Fills in the placeholders of a line, making what they stand for.
    pub async fn fill(&mut self, line: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let named = after.starts_with(|c: char| c.is_ascii_lowercase());
            let Some((name, behind)) = after.split_once('}').filter(|_| named) else {
                filled.push('{');
                rest = after;
                continue;
            };
            filled.push_str(&self.value(name).await?);
            rest = behind;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    async fn value(&mut self, name: &str) -> Result<String, String> {
        let mut words = name.split(' ');
        let first = words.next().unwrap_or_default();
        let changes: Vec<&str> = words.collect();
        match first {
            "flat" => return Ok(changed(&changes)),
            "nested" => return Ok(nested(&changed(&changes))),
            "json" => return Ok(json(&changed(&changes))),
            "long" => return Ok("x".repeat(changes[0].parse().map_err(|_| name.to_owned())?)),
            _ => {}
        }
        let needs: &[&str] = match name {
            "card" | "second" => &["cus"],
            "rf" => &["ch"],
            "sub" => &["cus", "plan"],
            _ => &[],
        };
        for need in needs.iter().copied().chain([name]) {
            if !self.names.contains_key(need) {
                let made = self.make(need).await?;
                let token = made
                    .pointer("/token")
                    .map(text)
                    .ok_or_else(|| format!("{need}: {made}"))?;
                self.names.insert(need.to_owned(), token);
                if need == "cus" {
                    self.names
                        .insert("card".to_owned(), text(&made["card"]["token"]));
                }
            }
        }
        Ok(self.names[name].clone())
    }

    async fn make(&self, name: &str) -> Result<Value, String> {
        let get = |name: &str| self.names.get(name).cloned().unwrap_or_default();
        let card = nested(CARD);
        let pays = format!("email=payer@example.com&amount=1000&description=Coffee&{card}");
        let (path, form) = match name {
            "cus" => (
                "/1/customers".to_owned(),
                format!("email=roland@example.com&{card}"),
            ),
            "second" => {
                let other = with(CARD, "number", Some("4200000000000000"));
                (format!("/1/customers/{}/cards", get("cus")), other)
            }
            "token" => ("/1/cards".to_owned(), CARD.to_owned()),
            "source" => {
                let source = card.replace("card[", "source[");
                (
                    "/1/payment_sources".to_owned(),
                    format!("type=card&{source}"),
                )
            }
            "ch" => ("/1/charges".to_owned(), pays),
            "held" => ("/1/charges".to_owned(), format!("{pays}&capture=false")),
            "rf" => (
                format!("/1/charges/{}/refunds", get("ch")),
                "amount=400".to_owned(),
            ),
            "plan" => ("/1/plans".to_owned(), MONTHLY.to_owned()),
            "sub" => {
                let form = format!("plan_token={}&customer_token={}", get("plan"), get("cus"));
                ("/1/subscriptions".to_owned(), form)
            }
            _ => return Err(format!("there is nothing called {name}")),
        };
        Ok(self.sandbox.post(&path, &form).await.response())
    }
}

/// Gives the fields of a good card with some of them changed or left out.
fn changed(changes: &[&str]) -> String {
    changes.iter().fold(CARD.to_owned(), |form, change| {
        match (change.strip_prefix('-'), change.split_once('=')) {
            (Some(name), _) => with(&form, name, None),
            (None, Some((name, value))) => with(&form, name, Some(value)),
            (None, None) => panic!("{change}"),
        }
    })
}

fn json(form: &str) -> String {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let members = pairs.map(|(name, value)| (name, value.replace("%20", " ")));
    serde_json::to_string(&members.collect::<BTreeMap<_, _>>()).unwrap()
}
